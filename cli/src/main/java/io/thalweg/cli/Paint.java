package io.thalweg.cli;

/** How a line looks on a terminal that has colours; words say the same on one that has none. */
enum Paint {
    PLAIN(""),
    HEAD("1"),
    ALARM("1;31"),
    UNFAMILIAR("33"),
    ENDED("2");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
