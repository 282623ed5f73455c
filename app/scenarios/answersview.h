#pragma once

#include "app/scenarios/content.h"

#include <QtWidgets/QWidget>

class QLabel;
class QStackedLayout;
class QTreeWidget;

namespace touchstone::ide {
class CodeView;
class EmptyState;
class Settings;
} // namespace touchstone::ide

namespace touchstone::scenarios {

/// The reference and the samples: their labels on the left; on the right what the chosen one
/// changes in the workspace, or its text.
class AnswersView : public QWidget {
    Q_OBJECT

public:
    explicit AnswersView(ide::Settings &settings, QWidget *parent = nullptr);
    void show(const ScenarioContent &content);

private:
    void choose(int row);

    std::vector<ShownAnswer> m_answers;
    QString m_targetFile;
    QTreeWidget *m_list;
    QLabel *m_about;
    ide::CodeView *m_code;
    ide::EmptyState *m_empty;
    QWidget *m_content;
    QStackedLayout *m_stack;
};

} // namespace touchstone::scenarios
