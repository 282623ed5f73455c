#pragma once

#include "app/inspect/attempt/attemptreading.h"

#include <QtWidgets/QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QSplitter;
class QTabWidget;
class QTableWidget;
class QTreeView;

namespace touchstone::ide {
class EmptyState;
class MarkdownView;
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class BytesView;
class DiffView;
class ElementTreeModel;
class PictureView;

/// One step of an attempt with all that there is of it, a tab for each side. The side that was
/// looked at is shown again of the next step that has it.
class StepView : public QWidget {
    Q_OBJECT

public:
    explicit StepView(ide::Settings &settings, QWidget *parent = nullptr);
    void showNothing(const QString &headline, const QString &detail);
    void show(const Step &step, const TimelineEntry *entry);
    /// What the step that is shown changed.
    void showChanges(StepChanges changes);
    /// The picture of the step that is shown; a problem in its place.
    void showPicture(const QImage &picture, const QString &problem);
    /// The side to show of this step, as soon as it has it, and of those after it.
    void wantSide(const QString &id);
    [[nodiscard]] const Step &step() const { return m_step; }
    [[nodiscard]] DiffView &diff() { return *m_diff; }
    [[nodiscard]] PictureView &picture() { return *m_picture; }
    [[nodiscard]] QTabWidget &sides() { return *m_sides; }

Q_SIGNALS:
    void allWanted(); ///< all bytes of the step
    void workspaceWanted(qint64 event); ///< as of this step, read-only
    void takeUpWanted(qint64 event); ///< into a folder

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addSide(const QString &id, const QString &title, QWidget *widget);
    void addText(const QString &id, const QString &title, const QString &text);
    void addBlob(const QString &role, const QString &title, const QString &fileName);
    void addBytes(const QString &id, const QString &title, const QByteArray &bytes, qint64 size,
                  const QString &name);
    void addValues(const QString &id, const QString &title, const Json &json);
    void addData();
    void addMessage();
    void addModelCall();
    void addEdit();
    void addCommand();
    void addPicture();
    void addTree();
    void chooseElement(const QPointF &at); ///< the one at a pixel of the picture
    void addPlain();
    void addRestOfBlobs();
    void chooseSide();
    [[nodiscard]] BytesView *nextBytes();
    [[nodiscard]] ide::MarkdownView *nextText();
    [[nodiscard]] const StepBlob *blob(const QString &role) const;
    QWidget *makeHead();
    QSplitter *makePicture();

    ide::Settings &m_settings;
    Step m_step;
    ide::EmptyState *m_empty;
    QWidget *m_content;
    QLabel *m_title;
    QLabel *m_facts;
    QBoxLayout *m_headRow = nullptr;
    QPushButton *m_open;
    QPushButton *m_takeUp;
    QTabWidget *m_sides;
    DiffView *m_diff;
    QLabel *m_unknown; ///< in place of changes
    PictureView *m_picture;
    QSplitter *m_pictureSide;
    ElementTreeModel *m_elements;
    QTreeView *m_tree;
    QTableWidget *m_values;
    std::vector<BytesView *> m_bytes; ///< made when needed, then used again
    std::vector<ide::MarkdownView *> m_texts;
    size_t m_bytesUsed = 0;
    size_t m_textsUsed = 0;
    QString m_wantedSide;
    QStringList m_taken; ///< roles of blobs that have a side
    bool m_filling = false;
};

/// The name under which a step's text is coloured: "reply.json".
QString codeName(const QByteArray &bytes, const QString &fallback);

} // namespace touchstone::inspect
