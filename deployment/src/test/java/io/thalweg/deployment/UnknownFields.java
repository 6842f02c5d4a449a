package io.thalweg.deployment;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a typed manifest that its type does not have: the model keeps them aside without a word. */
final class UnknownFields {
    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> of(Object manifest) throws ReflectiveOperationException {
        UnknownFields fields = new UnknownFields();
        fields.look(manifest.getClass().getSimpleName(), manifest);
        return fields.found;
    }

    private void look(String path, @Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                look(path + "[]", element);
            }
        } else if (value instanceof Map<?, ?> entries) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                look(path + "." + entry.getKey(), entry.getValue());
            }
        } else if (value != null
                && value.getClass().getName().startsWith("io.fabric8.")
                && !value.getClass().isEnum()) {
            lookInto(path, value);
        }
    }

    private void lookInto(String path, Object value) throws ReflectiveOperationException {
        for (Method method : value.getClass().getMethods()) {
            if (!method.getName().startsWith("get")
                    || method.getParameterCount() > 0
                    || method.isBridge()
                    || method.getDeclaringClass() == Object.class) {
                continue;
            }
            if (method.getName().equals("getAdditionalProperties")) {
                ((Map<?, ?>) method.invoke(value)).keySet().forEach(key -> found.add(path + "." + key));
            } else if (isField(method.getReturnType())) {
                look(path + "." + method.getName().substring(3), method.invoke(value));
            }
        }
    }

    private static boolean isField(Class<?> type) {
        return type.getName().startsWith("io.fabric8.")
                || Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type);
    }
}
