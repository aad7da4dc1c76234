package io.mqttboot.server.spi;

import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mqttboot.MqttVersion;
import io.mqttboot.server.spi.MqttCertificateAuthenticator.Name;
import io.netty.pkitesting.CertificateBuilder;

/**
 * Certificates with any bytes in their names: there is a name, or their client is refused.
 */
class CertificateNameFuzz {

	private static final byte[] GOOD = good();

	private static byte[] good() {
		try {
			return new CertificateBuilder().ecp256()
				.subject("CN=device-7,OU=a+UID=b,O=plant")
				.addSanDnsName("device.example")
				.addSanRfc822Name("device@example.com")
				.addSanUriName("urn:device:7")
				.setIsCertificateAuthority(true)
				.buildSelfSigned()
				.getCertificate()
				.getEncoded();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@FuzzTest
	void a_certificate_has_a_name_or_not(FuzzedDataProvider data) {
		byte[] bytes = GOOD.clone();
		for (int i = data.consumeInt(1, 16); i > 0; i--) {
			bytes[data.consumeInt(0, bytes.length - 1)] = data.consumeByte();
		}
		X509Certificate certificate;
		try {
			certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(bytes));
		}
		catch (CertificateException ex) {
			return; // no certificate
		}
		MqttAuthRequest request = new MqttAuthRequest("client", null, null, null, null, false, MqttVersion.MQTT_5,
				InetSocketAddress.createUnresolved("nowhere", 1), List.of(certificate), List.of());
		try {
			MqttAuthResult result = new MqttCertificateAuthenticator(data.pickValue(Name.values())).authenticate(request)
				.toCompletableFuture()
				.join();
			if (result instanceof MqttAuthResult.Accepted accepted && accepted.principal() == null) {
				throw new AssertionError("let in without a name");
			}
		}
		catch (IllegalStateException ex) {
			// cannot be read: whoever asks refuses
		}
	}

}
