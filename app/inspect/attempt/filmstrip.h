#pragma once

#include "app/inspect/attempt/timelinemodel.h"

#include <QtCore/QCache>
#include <QtCore/QTimer>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

class QLabel;
class QListView;
class QToolButton;

namespace touchstone::inspect {

/// The pictures of a trace, small; each is asked for when it is looked at.
class FilmModel : public QAbstractListModel {
    Q_OBJECT

public:
    explicit FilmModel(const TimelineModel &timeline, QObject *parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] qint64 eventAt(int row) const;
    /// The last picture up to an event; -1: there is none.
    [[nodiscard]] int rowAt(qint64 event) const;
    void setPicture(qint64 event, const QImage &picture, qreal scale);
    void update(); ///< the timeline has grown

    static constexpr QSize size{128, 80};

Q_SIGNALS:
    void pictureWanted(qint64 event) const;

private:
    const TimelineModel &m_timeline;
    int m_count = 0;
    mutable QCache<qint64, QImage> m_pictures{600};
    mutable QSet<qint64> m_asked;
};

/// Thumbnails in a row with play, pause and step.
class FilmStrip : public QWidget {
    Q_OBJECT

public:
    explicit FilmStrip(const TimelineModel &timeline, QWidget *parent = nullptr);
    [[nodiscard]] FilmModel &film() { return *m_film; }
    void setCurrent(qint64 event);
    void setMayPlay(bool may); ///< settings: nothing moves by itself
    void setPlaying(bool on);
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    void step(int direction);

Q_SIGNALS:
    void wanted(qint64 event);

private:
    void updateButtons();

    FilmModel *m_film;
    QListView *m_list;
    QToolButton *m_play;
    QToolButton *m_back;
    QToolButton *m_forward;
    QLabel *m_where;
    QTimer m_timer;
    qint64 m_current = 0;
    bool m_mayPlay = true;
    bool m_following = false;
};

} // namespace touchstone::inspect
