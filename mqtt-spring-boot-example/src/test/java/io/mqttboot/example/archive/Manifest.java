package io.mqttboot.example.archive;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.yaml.snakeyaml.Yaml;

/**
 * {@code deploy/kubernetes.yaml}.
 *
 * @param documents its objects, by their kind
 */
record Manifest(List<Map<String, Object>> documents) {

	@SuppressWarnings("unchecked")
	static Manifest read() throws IOException {
		List<Map<String, Object>> documents = new ArrayList<>();
		try (Reader reader = Files.newBufferedReader(BrokerHome.DIST.resolve("deploy/kubernetes.yaml"))) {
			new Yaml().loadAll(reader).forEach((document) -> documents.add((Map<String, Object>) document));
		}
		return new Manifest(documents);
	}

	Map<String, Object> object(String kind) {
		return this.documents.stream().filter((each) -> kind.equals(each.get("kind"))).findFirst().orElseThrow();
	}

	/** What is mounted as {@code config/application.yml}. */
	String configuration() {
		return String.valueOf(at(object("ConfigMap"), "data").get("application.yml"));
	}

	Map<String, Object> deployment() {
		return at(object("Deployment"), "spec");
	}

	Map<String, Object> pod() {
		return at(deployment(), "template", "spec");
	}

	Map<String, Object> container() {
		return list(pod(), "containers").get(0);
	}

	List<Probe> probes() {
		return container().keySet().stream().filter((key) -> key.endsWith("Probe")).map((key) -> {
			Map<String, Object> request = at(container(), key, "httpGet");
			return new Probe(key, String.valueOf(request.get("path")), String.valueOf(request.get("port")));
		}).toList();
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> at(Map<String, Object> node, String... keys) {
		Map<String, Object> found = node;
		for (String key : keys) {
			found = (Map<String, Object>) Objects.requireNonNull(found.get(key), key);
		}
		return found;
	}

	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> list(Map<String, Object> node, String key) {
		return (List<Map<String, Object>>) Objects.requireNonNull(node.get(key), key);
	}

	/**
	 * A question about health.
	 *
	 * @param name which one
	 * @param path where it is asked
	 * @param port the name of its port
	 */
	record Probe(String name, String path, String port) {

	}

}
