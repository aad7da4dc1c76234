package io.mqttboot.testkit.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of modules says what there is, and every module keeps what the build asks of
 * all of them.
 */
class ModulesTests {

	private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

	private static final String MODULES = "/project/modules/module";

	private static final String OURS = "/project/dependencyManagement/dependencies/dependency[groupId='io.mqttboot']/artifactId";

	private final Pom parent = Pom.read(ROOT.resolve("pom.xml"));

	@Test
	void every_folder_with_a_pom_is_a_module_and_every_module_is_a_folder() throws IOException {
		try (Stream<Path> folders = Files.list(ROOT)) {
			assertThat(folders.filter((folder) -> Files.exists(folder.resolve("pom.xml"))).map(ModulesTests::name))
				.containsExactlyInAnyOrderElementsOf(this.parent.texts(MODULES));
		}
	}

	@Test
	void the_bill_of_materials_has_exactly_what_is_published() {
		assertThat(Pom.read(ROOT.resolve("mqtt-bom/pom.xml")).texts(OURS)).containsExactlyInAnyOrderElementsOf(
				jars().stream().filter(Pom::isPublished).map(Pom::artifactId).toList());
	}

	@Test
	void the_parent_manages_the_version_of_every_jar() {
		assertThat(this.parent.texts(OURS))
			.containsAll(jars().stream().filter(Pom::isPublished).map(Pom::artifactId).toList());
	}

	@Test
	void every_published_jar_has_the_name_of_a_java_module() {
		assertThat(jars()).filteredOn(Pom::isPublished)
			.allSatisfy((pom) -> assertThat(pom.texts("/project/properties/automatic.module.name")).as(pom.artifactId())
				.singleElement()
				.asString()
				.startsWith("io.mqttboot."));
	}

	// Benchmarks measure the rooms themselves, so they look into all of them.
	@Test
	void every_module_with_tests_runs_the_rules_of_the_house() {
		assertThat(jars()).filteredOn((pom) -> Files.isDirectory(pom.folder().resolve("src/test/java")))
			.filteredOn((pom) -> !pom.artifactId().equals("mqtt-benchmarks"))
			.allSatisfy((pom) -> assertThat(callsHouseRules(pom.folder())).as(pom.artifactId()).isTrue());
	}

	private List<Pom> jars() {
		return this.parent.texts(MODULES)
			.stream()
			.map((module) -> Pom.read(ROOT.resolve(module).resolve("pom.xml")))
			.filter((pom) -> !pom.texts("/project/packaging").contains("pom"))
			.toList();
	}

	private static boolean callsHouseRules(Path module) throws IOException {
		try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith("Tests.java")).toList()) {
				if (Files.readString(file).contains("HouseRules.tests(getClass())")) {
					return true;
				}
			}
		}
		return false;
	}

	private static String name(Path folder) {
		return folder.getFileName().toString();
	}

	/** A POM as it is written, without what it inherits. */
	private record Pom(Path folder, Document document) {

		static Pom read(Path file) {
			try {
				return new Pom(file.getParent(),
						DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
			}
			catch (IOException | SAXException | ParserConfigurationException ex) {
				throw new AssertionError(file + " cannot be read", ex);
			}
		}

		String artifactId() {
			return texts("/project/artifactId").get(0);
		}

		boolean isPublished() {
			return !texts("/project/properties/maven.deploy.skip").contains("true");
		}

		List<String> texts(String xpath) {
			try {
				NodeList nodes = (NodeList) XPathFactory.newInstance()
					.newXPath()
					.evaluate(xpath, this.document, XPathConstants.NODESET);
				return IntStream.range(0, nodes.getLength())
					.mapToObj((index) -> nodes.item(index).getTextContent())
					.toList();
			}
			catch (XPathExpressionException ex) {
				throw new AssertionError(xpath, ex);
			}
		}

	}

}
