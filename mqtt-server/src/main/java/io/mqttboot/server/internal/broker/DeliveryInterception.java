package io.mqttboot.server.internal.broker;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Who sees what one subscriber is to get, and may change or refuse it. Called from any
 * thread.
 */
public interface DeliveryInterception {

	/**
	 * Asks about a publication.
	 * @param then called once, at once or later, on any thread, with what is to be
	 * delivered instead, {@code null} for nothing; returns the pressure to wait for
	 * before there is more, {@code null} for none
	 * @return the pressure to wait for before more is published, {@code null} for none
	 */
	@Nullable Pressure deliver(String receiver, Publication publication,
			Function<@Nullable Publication, @Nullable Pressure> then);

}
