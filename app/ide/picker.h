#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QFrame>

#include <functional>
#include <optional>
#include <vector>

class QLineEdit;
class QListView;
class QStandardItemModel;

namespace touchstone::ide {

/// One line of a Picker.
struct Choice {
    QString title;
    QString detail; ///< dim, behind it: a folder, a category
    QString shortcut; ///< at its right end
    std::function<void()> run;
    bool isEnabled = true;
};

/// How well `text` answers what was typed: its characters must be there in order. Higher is better;
/// nothing: not at all. Beginnings of words and runs of characters count more.
std::optional<int> fuzzyScore(const QString &typed, const QString &text);

/// A line to type in and what answers to it below, over the top of a window: the command palette
/// and quick open. Up, down, Enter, Escape; closes when it loses the focus.
class Picker : public QFrame {
    Q_OBJECT

public:
    explicit Picker(QWidget *window);

    /// Shows the choices under a placeholder ("Type a command"); `name` is for assistive tools.
    void open(const QString &name, const QString &placeholder, std::vector<Choice> choices);
    [[nodiscard]] QString current() const; ///< title of the chosen line; empty: nothing answers

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void match(const QString &typed);
    void take();
    void move(int by);

    QLineEdit *m_line;
    QListView *m_list;
    QStandardItemModel *m_model;
    std::vector<Choice> m_choices;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace touchstone::ide
