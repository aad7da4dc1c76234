package io.mqttboot.spring.web;

import java.security.Principal;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.util.ClassUtils;

/**
 * What Spring Security knows of a principal, where it is there.
 */
final class Authorities {

	private static final boolean PRESENT = ClassUtils.isPresent("org.springframework.security.core.Authentication",
			Authorities.class.getClassLoader());

	private Authorities() {
	}

	static Set<String> of(Principal principal) {
		return PRESENT ? Known.of(principal) : Set.of();
	}

	/** Loaded only where Spring Security is. */
	private static final class Known {

		static Set<String> of(Principal principal) {
			return (principal instanceof Authentication known) ? known.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.filter(Objects::nonNull)
				.collect(Collectors.toUnmodifiableSet()) : Set.of();
		}

	}

}
