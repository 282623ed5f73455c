#pragma once

#include <QtWidgets/QTextBrowser>

namespace touchstone::ide {

/// Markdown of a stranger, rendered without loading anything: no pictures, no HTML. Where a link
/// leads stands behind it; it is opened only when somebody says so.
class MarkdownView : public QTextBrowser {
    Q_OBJECT

public:
    explicit MarkdownView(QWidget *parent = nullptr);
    /// Of a long text the beginning; the last line says so.
    void show(const QString &markdown);
    /// As it stands, in the font of code.
    void showRaw(const QString &text);
    [[nodiscard]] QVariant loadResource(int type, const QUrl &name) override;

    static constexpr qsizetype mostCharacters = 60'000;

Q_SIGNALS:
    /// Somebody chose a link; nothing was opened.
    void linkChosen(const QUrl &url);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();
    void askAbout(const QUrl &url);
    QString m_text;
};

} // namespace touchstone::ide
