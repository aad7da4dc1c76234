package io.mqttboot.spring.boot.test.snippets;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication(proxyBeanMethods = false)
class SnippetApplication {

}
