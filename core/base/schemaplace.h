#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

/// What a schema says about one place in a value.
struct SchemaPlace {
    const Json *value = nullptr; ///< what stands there; null: nothing
    std::vector<const Json *> schemas; ///< all that apply, alternatives included

    /// "one of \"a\", \"b\"", "a number greater than 0", "a text or an object"; empty: nothing to
    /// say.
    [[nodiscard]] QString expectation() const;
    [[nodiscard]] QString description() const; ///< first sentence, without its full stop
    [[nodiscard]] QString memberDescription(const QString &name) const;
    [[nodiscard]] QStringList members() const; ///< names of known members
    [[nodiscard]] QStringList words() const; ///< texts that an enum allows

    const Json *document = nullptr; ///< the whole schema
};

/// Walks schema and value side by side; both are borrowed.
SchemaPlace schemaPlace(const Json &schema, const Json &value, const QStringList &path);

} // namespace touchstone
