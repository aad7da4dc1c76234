package io.mqttboot.protocol.scram;

import java.text.Normalizer;

/**
 * Prepares user names and passwords so that what looks alike is alike (RFC 4013): spaces
 * become one kind of space, invisible characters vanish, the rest is normalized (NFKC);
 * controls and the like are refused, and so is a mixture of directions. By the tables of
 * Unicode that Java has, where the RFC names those of Unicode 3.2.
 */
public final class SaslPrep {

	private SaslPrep() {
	}

	/**
	 * Prepares a text.
	 * @throws ScramException if it holds what is prohibited; the message quotes nothing
	 */
	public static String prepare(CharSequence text) throws ScramException {
		if (text.chars().allMatch((c) -> c >= ' ' && c < 0x7F)) {
			return text.toString();
		}
		StringBuilder mapped = new StringBuilder();
		text.codePoints()
			.filter((c) -> !isMappedToNothing(c))
			.forEach((c) -> mapped.appendCodePoint(isSpace(c) ? ' ' : c));
		String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
		if (prepared.codePoints().anyMatch(SaslPrep::isProhibited)) {
			throw new ScramException("a character that user names and passwords must not hold");
		}
		checkDirection(prepared);
		return prepared;
	}

	private static boolean isSpace(int c) {
		return Character.getType(c) == Character.SPACE_SEPARATOR;
	}

	// RFC 3454, B.1
	private static boolean isMappedToNothing(int c) {
		return c == 0xAD || c == 0x34F || c == 0x1806 || (c >= 0x180B && c <= 0x180D) || (c >= 0x200B && c <= 0x200D)
				|| c == 0x2060 || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
	}

	// RFC 3454, C.2 to C.9
	private static boolean isProhibited(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.PRIVATE_USE, Character.SURROGATE ->
				true;
			default -> c == 0x340 || c == 0x341 || c == 0xFFFD || (c >= 0x2FF0 && c <= 0x2FFB)
					|| (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
		};
	}

	// RFC 3454, 6
	private static void checkDirection(String text) throws ScramException {
		if (text.codePoints().noneMatch(SaslPrep::isRightToLeft)) {
			return;
		}
		if (text.codePoints().anyMatch((c) -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
				|| !isRightToLeft(text.codePointAt(0)) || !isRightToLeft(text.codePointBefore(text.length()))) {
			throw new ScramException("a mixture of directions");
		}
	}

	private static boolean isRightToLeft(int c) {
		byte direction = Character.getDirectionality(c);
		return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
				|| direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
	}

}
