#include "app/inspect/attempt/filmstrip.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::inspect {
namespace {

constexpr std::chrono::milliseconds perPicture{700};

} // namespace

FilmModel::FilmModel(const TimelineModel &timeline, QObject *parent)
    : QAbstractListModel(parent)
    , m_timeline(timeline)
{
    connect(&timeline, &QAbstractItemModel::rowsInserted, this, &FilmModel::update);
    connect(&timeline, &QAbstractItemModel::modelReset, this, &FilmModel::update);
}

int FilmModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

void FilmModel::update()
{
    const int count = int(m_timeline.pictures().size());
    if (count < m_count) {
        beginResetModel();
        m_count = count;
        m_pictures.clear();
        m_asked.clear();
        endResetModel();
    } else if (count > m_count) {
        beginInsertRows({}, m_count, count - 1);
        m_count = count;
        endInsertRows();
    }
}

qint64 FilmModel::eventAt(int row) const
{
    return m_timeline.entryAt(m_timeline.pictures()[size_t(row)]).id;
}

int FilmModel::rowAt(qint64 event) const
{
    const auto &pictures = m_timeline.pictures();
    return int(std::ranges::upper_bound(pictures, m_timeline.positionOfEvent(event))
               - pictures.begin())
        - 1;
}

QVariant FilmModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineEntry &entry = m_timeline.entryAt(m_timeline.pictures()[size_t(index.row())]);
    if (role == Qt::DisplayRole)
        return sinceStart(entry.atNs);
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return tr("Picture %1 of event %2, at %3")
            .arg(index.row() + 1)
            .arg(entry.id)
            .arg(sinceStart(entry.atNs));
    if (role == Qt::SizeHintRole)
        return size + QSize(8, 24);
    if (role != Qt::DecorationRole)
        return {};
    if (const QImage *picture = m_pictures.object(entry.id))
        return *picture;
    if (!m_asked.contains(entry.id)) {
        m_asked.insert(entry.id);
        Q_EMIT pictureWanted(entry.id);
    }
    static const QImage nothing = [] {
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        return image;
    }();
    return nothing;
}

void FilmModel::setPicture(qint64 event, const QImage &picture, qreal scale)
{
    // all of one size, so that the row stays even
    QImage even(size * scale, QImage::Format_ARGB32_Premultiplied);
    even.fill(Qt::transparent);
    QPainter painter(&even);
    painter.drawImage((even.width() - picture.width()) / 2, (even.height() - picture.height()) / 2,
                      picture);
    painter.end();
    even.setDevicePixelRatio(scale);
    m_pictures.insert(event, new QImage(even));
    m_asked.remove(event);
    if (const int row = rowAt(event); row >= 0)
        Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
}

FilmStrip::FilmStrip(const TimelineModel &timeline, QWidget *parent)
    : QWidget(parent)
    , m_film(new FilmModel(timeline, this))
    , m_list(new QListView(this))
    , m_play(new QToolButton(this))
    , m_back(new QToolButton(this))
    , m_forward(new QToolButton(this))
    , m_where(new QLabel(this))
{
    m_list->setModel(m_film);
    m_list->setAccessibleName(tr("Film strip"));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setUniformItemSizes(true);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setIconSize(FilmModel::size);
    m_list->setSpacing(2);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(FilmModel::size.height() + 46);
    const auto button = [](QToolButton *button, const QString &text, const QString &name) {
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setAutoRaise(true);
    };
    button(m_back, u"◂"_s, tr("Previous picture"));
    button(m_play, u"▶"_s, tr("Play"));
    button(m_forward, u"▸"_s, tr("Next picture"));
    m_where->setForegroundRole(QPalette::PlaceholderText);
    m_where->setAlignment(Qt::AlignCenter);
    auto *controls = new QVBoxLayout;
    auto *row = new QHBoxLayout;
    for (QToolButton *each : {m_back, m_play, m_forward})
        row->addWidget(each);
    controls->addStretch();
    controls->addLayout(row);
    controls->addWidget(m_where);
    controls->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 0, 2);
    layout->addLayout(controls);
    layout->addWidget(m_list, 1);
    m_timer.setInterval(perPicture);
    connect(&m_timer, &QTimer::timeout, this, [this] { step(1); });
    connect(m_play, &QToolButton::clicked, this, [this] { setPlaying(!isPlaying()); });
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (index.isValid() && !m_following)
                    Q_EMIT wanted(m_film->eventAt(index.row()));
            });
    connect(m_film, &QAbstractItemModel::rowsInserted, this, [this] { setCurrent(m_current); });
    updateButtons();
}

void FilmStrip::setCurrent(qint64 event)
{
    m_current = event;
    const int row = event > 0 ? m_film->rowAt(event) : -1;
    m_following = true;
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_film->index(row));
    m_following = false;
    updateButtons();
}

void FilmStrip::step(int direction)
{
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() + direction : 0;
    if (row < 0 || row >= m_film->rowCount())
        return setPlaying(false);
    Q_EMIT wanted(m_film->eventAt(row));
}

void FilmStrip::setMayPlay(bool may)
{
    m_mayPlay = may;
    if (!may)
        m_timer.stop();
    updateButtons();
}

void FilmStrip::setPlaying(bool on)
{
    if (on && m_mayPlay)
        m_timer.start();
    else
        m_timer.stop();
    updateButtons();
}

void FilmStrip::updateButtons()
{
    const int row = m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
    const int count = m_film->rowCount();
    m_play->setText(isPlaying() ? u"❚❚"_s : u"▶"_s);
    m_play->setAccessibleName(isPlaying() ? tr("Pause") : tr("Play"));
    m_play->setEnabled(m_mayPlay && count > 1);
    m_play->setToolTip(m_mayPlay ? m_play->accessibleName()
                                 : tr("Animations are switched off in the settings"));
    m_back->setEnabled(row > 0);
    m_forward->setEnabled(row + 1 < count);
    m_where->setText(row < 0 ? tr("%1 pictures").arg(count)
                             : tr("%1 of %2").arg(row + 1).arg(count));
}

} // namespace touchstone::inspect
