package io.mqttboot.spring.boot.test.slice;

import org.springframework.stereotype.Repository;

/**
 * Belongs to no slice.
 */
@Repository
class Database {

}
