package io.mqttboot.spring.web;

import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Takes some of the requests of the API. Each method asks for the {@link Caller}, so that
 * none serves a request that has not passed the gate.
 */
@RequestMapping("${mqtt.server.http.base-path:/api/v1}")
interface ApiController {

}
