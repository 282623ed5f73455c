#pragma once

#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;

namespace touchstone::ide {
class MarkdownView;
}

namespace touchstone::scenarios {

/// An instruction, or what a model is shown; rendered, or as it stands.
class InstructionView : public QWidget {
    Q_OBJECT

public:
    explicit InstructionView(QWidget *parent = nullptr);
    /// `prompt`: as a model is shown it, where that is more; empty: it is not.
    void show(const QString &markdown, const QString &prompt);

private:
    void render();

    ide::MarkdownView *m_view;
    QCheckBox *m_raw;
    QCheckBox *m_asPrompt;
    QLabel *m_link; ///< where the link under the pointer or caret leads
    QString m_markdown;
    QString m_prompt;
};

} // namespace touchstone::scenarios
