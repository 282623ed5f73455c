#pragma once

#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;

namespace touchstone::scenarios {

/// Markdown of a stranger: nothing is loaded, HTML in it is text, links are not followed.
class MarkdownView : public QTextBrowser {
    Q_OBJECT

public:
    explicit MarkdownView(QWidget *parent = nullptr);
    void show(const QString &markdown);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;

private:
    QString m_markdown;
};

/// An instruction, or what a model is shown; rendered, or as it stands.
class InstructionView : public QWidget {
    Q_OBJECT

public:
    explicit InstructionView(QWidget *parent = nullptr);
    /// `prompt`: as a model is shown it, where that is more; empty: it is not.
    void show(const QString &markdown, const QString &prompt);

private:
    void render();

    MarkdownView *m_view;
    QCheckBox *m_raw;
    QCheckBox *m_asPrompt;
    QLabel *m_link; ///< where the link under the pointer or caret leads
    QString m_markdown;
    QString m_prompt;
};

} // namespace touchstone::scenarios
