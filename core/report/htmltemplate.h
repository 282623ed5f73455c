#pragma once

#include "core/base/json.h"

#include <functional>
#include <memory>

namespace touchstone {

/// Text from anywhere as HTML text or the value of a quoted attribute: markup escaped, control
/// characters and bidirectional overrides made visible.
QString htmlText(const QString &text);

/// A small part of Mustache (mustache.github.io), with which a value can't get into the page
/// unescaped:
///   {{name}} {{a.b}} {{.}}   a value, escaped; one that is not there is an error
///   {{#name}}…{{/name}}      for each element of an array, or once for a value that is not false,
///                            null, "" or empty; {{^name}}…{{/name}} for one that is
///   {{>name}}                what the caller writes there itself
///   {{! …}}                  nothing
class HtmlTemplate {
public:
    using Sink = std::function<void(const QString &)>;
    using Slots = std::function<Result<void>(const QString &name)>;

    ~HtmlTemplate();
    HtmlTemplate(HtmlTemplate &&) noexcept;
    HtmlTemplate &operator=(HtmlTemplate &&) noexcept;

    static Result<HtmlTemplate> parse(const QString &text, const QString &fileName);
    /// Reads resources/report/NAME.
    static Result<HtmlTemplate> load(const QString &name);

    /// Writes piece by piece; a value that is not there is an Internal error with file and name.
    Result<void> render(const Json &context, const Sink &sink, const Slots &slot = {}) const;
    /// The same into one text.
    [[nodiscard]] Result<QString> render(const Json &context) const;

    struct Node;

private:
    HtmlTemplate();
    QString m_fileName;
    std::unique_ptr<Node> m_root;
};

} // namespace touchstone
