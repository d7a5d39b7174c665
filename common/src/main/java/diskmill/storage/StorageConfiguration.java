package diskmill.storage;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/**
 * Checks which kind of store is wanted; the configuration in that store's own package then makes the beans {@code
 * objectStore} and {@code toolFiles}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
public class StorageConfiguration {}
