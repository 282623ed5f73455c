#pragma once

#include "app/inspect/attempt/attemptreading.h"
#include "app/inspect/step/diffview.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableWidget;
class QTreeView;

namespace touchstone::inspect {

class BytesView;
class PictureView;
class VerdictModel;

/// Every verdict with its evidence, and below what the chosen one says in full. Where there are
/// several scoring passes, which one; and what changed against another.
class VerdictsPanel : public QWidget {
    Q_OBJECT

public:
    explicit VerdictsPanel(ide::Settings &settings, QWidget *parent = nullptr);
    void setPasses(const std::vector<ScoringPass> &passes, int shown);
    void setVerdicts(std::vector<Verdict> verdicts);
    void say(const QString &problem); ///< in place of verdicts
    /// What another pass found, against those that are shown.
    void setCompared(int pass, const std::vector<Verdict> &verdicts);
    void showPicture(const Digest &blob, const QImage &picture, const QString &problem);
    [[nodiscard]] QTreeView &tree() { return *m_tree; }
    [[nodiscard]] QTableWidget &comparison() { return *m_changes; }

Q_SIGNALS:
    void passWanted(int pass);
    void comparisonWanted(int pass); ///< 0: none
    void placeWanted(const QString &file, int line);
    void pictureWanted(const touchstone::Digest &blob);

private:
    QWidget *makePasses();
    QWidget *makeDetail();
    void showChosen();
    void showVerdict(const Verdict &verdict);
    void showEvidence(const Evidence &evidence);
    void showPlace(const QString &text, const QString &file);
    void showTable(const Json &columns, const Json &rows);
    void showDiff(const Evidence &evidence);
    void jump();

    VerdictModel *m_model;
    QTreeView *m_tree;
    QWidget *m_passBar;
    QComboBox *m_pass;
    QComboBox *m_other;
    QTableWidget *m_changes;
    QLabel *m_message;
    QStackedWidget *m_detail;
    QLabel *m_reason;
    QTableWidget *m_measures;
    QWidget *m_verdictSide;
    QPushButton *m_jump;
    QTableWidget *m_table;
    BytesView *m_bytes;
    DiffView *m_diff;
    PictureView *m_picture;
    Digest m_wantedPicture;
};

/// What one pass found that another did not.
struct VerdictChange {
    QString check;
    int turn = 0;
    const Verdict *before = nullptr; ///< null: it was not among them
    const Verdict *after = nullptr;
};
std::vector<VerdictChange> changesBetween(const std::vector<Verdict> &before,
                                          const std::vector<Verdict> &after);

} // namespace touchstone::inspect
