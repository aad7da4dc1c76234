package io.mqttboot.benchmarks.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.mqttboot.benchmarks.load.Figure;

/**
 * A picture of one scenario: for each broker the median and the spread of some figures,
 * on a logarithmic scale, since brokers differ by factors. It brings its own ground, so
 * that it can be read on a light page and on a dark one.
 */
final class Plot {

	private static final int WIDTH = 820;

	private static final int LEFT = 310;

	private static final int RIGHT = 70;

	private static final int TOP = 62;

	private static final int ROW = 26;

	private static final int BOTTOM = 34;

	private static final String STYLE = """
			<style>
			.ground { fill: #ffffff; stroke: #d0d7de } .text { fill: #1f2328 } .quiet { fill: #59636e }
			.grid { stroke: #d0d7de } .c0 { fill: #0969da; stroke: #0969da } .c1 { fill: #1a7f37; stroke: #1a7f37 }
			.c2 { fill: #bc4c00; stroke: #bc4c00 }
			@media (prefers-color-scheme: dark) {
			.ground { fill: #0d1117; stroke: #3d444d } .text { fill: #f0f6fc } .quiet { fill: #9198a1 }
			.grid { stroke: #3d444d } .c0 { fill: #4493f8; stroke: #4493f8 } .c1 { fill: #3fb950; stroke: #3fb950 }
			.c2 { fill: #db6d28; stroke: #db6d28 }
			}
			</style>
			""";

	private final String title;

	private final List<Figure> figures;

	// by title of the broker; each has something above 0 to show
	private final Map<String, Series> brokers;

	private final double from;

	private final double to;

	Plot(String title, List<Figure> figures, Map<String, Series> brokers) {
		this.title = title;
		this.figures = figures;
		this.brokers = brokers;
		double least = Double.POSITIVE_INFINITY;
		double most = 0;
		for (Series series : brokers.values()) {
			for (Figure figure : figures) {
				if (isShown(series, figure)) {
					least = Math.min(least, (series.min(figure) > 0) ? series.min(figure) : series.median(figure));
					most = Math.max(most, series.max(figure));
				}
			}
		}
		this.from = Math.floor(Math.log10(least));
		this.to = Math.max(this.from + 1, Math.ceil(Math.log10(most)));
	}

	/** Whether there is something that has a place on the scale. */
	static boolean isShown(Series series, Figure figure) {
		return !series.isEmpty() && series.median(figure) > 0;
	}

	String svg() {
		int height = TOP + ROW * this.brokers.size() + BOTTOM;
		StringBuilder svg = new StringBuilder();
		append(svg,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
						+ "font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\">%n",
				WIDTH, height, WIDTH, height);
		append(svg, "<title>%s</title>%n", escaped(this.title));
		svg.append(STYLE);
		append(svg, "<rect class=\"ground\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n", WIDTH - 1,
				height - 1);
		append(svg, "<text class=\"text\" x=\"16\" y=\"24\" font-weight=\"600\">%s</text>%n", escaped(this.title));
		legend(svg);
		for (double power = this.from; power <= this.to; power++) {
			grid(svg, Math.pow(10, power), height);
		}
		int y = TOP;
		for (Map.Entry<String, Series> broker : this.brokers.entrySet()) {
			row(svg, y + ROW / 2, broker.getKey(), broker.getValue());
			y += ROW;
		}
		return svg.append("</svg>\n").toString();
	}

	private void legend(StringBuilder svg) {
		int x = 16;
		for (int i = 0; i < this.figures.size(); i++) {
			String words = this.figures.get(i).title();
			append(svg, "<circle class=\"c%d\" cx=\"%d\" cy=\"40\" r=\"4\"/>", i, x + 4);
			append(svg, "<text class=\"quiet\" x=\"%d\" y=\"44\">%s</text>%n", x + 14, escaped(words));
			x += 40 + 8 * words.length();
		}
	}

	private void grid(StringBuilder svg, double value, int height) {
		double x = x(value);
		append(svg, "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, TOP, x, height - BOTTOM);
		append(svg, "<text class=\"quiet\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x, height - 14,
				number(value));
	}

	private void row(StringBuilder svg, int y, String broker, Series series) {
		append(svg, "<text class=\"text\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LEFT - 14, y + 4,
				escaped(broker));
		for (int i = 0; i < this.figures.size(); i++) {
			if (isShown(series, this.figures.get(i))) {
				mark(svg, i, y, broker, series);
			}
		}
	}

	private void mark(StringBuilder svg, int index, int y, String broker, Series series) {
		Figure figure = this.figures.get(index);
		append(svg,
				"<line class=\"c%d\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke-width=\"3\" "
						+ "stroke-linecap=\"round\" opacity=\"0.5\"/>",
				index, x(series.min(figure)), y, x(series.max(figure)), y);
		append(svg, "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%d\" r=\"5\"><title>%s: %s</title></circle>%n", index,
				x(series.median(figure)), y, escaped(broker), number(series.median(figure)));
	}

	private double x(double value) {
		double place = (value > 0) ? (Math.log10(value) - this.from) / (this.to - this.from) : 0;
		return LEFT + Math.max(0, place) * (WIDTH - LEFT - RIGHT);
	}

	private static String number(double value) {
		BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
		return (value < 1000) ? rounded.stripTrailingZeros().toPlainString()
				: String.format(Locale.ROOT, "%,.0f", rounded);
	}

	private static void append(StringBuilder svg, String format, Object... values) {
		svg.append(String.format(Locale.ROOT, format, values));
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
