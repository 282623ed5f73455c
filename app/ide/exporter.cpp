#include "app/ide/exporter.h"

#include "app/ide/look.h"

#include "core/base/text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

constexpr int tickMs = 200; // what is faster is not worth showing
constexpr int barSteps = 1000;

} // namespace

ExportBar::ExportBar(const QString &path, std::shared_ptr<SaveProgress> progress, QWidget *parent)
    : QWidget(parent)
    , m_progress(std::move(progress))
    , m_bar(new QProgressBar(this))
{
    const QString name = visibleText(QFileInfo(path).fileName());
    auto *label = new QLabel(tr("Exporting %1").arg(shortName(name, 40)), this);
    label->setTextFormat(Qt::PlainText);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(16 * fontMetrics().averageCharWidth());
    m_bar->setMaximumHeight(8);
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(tr("Progress of %1").arg(name));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAccessibleName(tr("Cancel exporting %1").arg(name));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    connect(cancel, &QPushButton::clicked, this, [this, cancel, label, name] {
        m_progress->cancelled = true;
        cancel->setEnabled(false);
        label->setText(tr("Giving up %1").arg(shortName(name, 40)));
    });
    connect(&m_ticks, &QTimer::timeout, this, &ExportBar::tell);
    m_ticks.start(tickMs);
    hide();
}

void ExportBar::tell()
{
    show();
    const qint64 total = m_progress->total;
    m_bar->setRange(0, total > 0 ? barSteps : 0);
    if (total > 0)
        m_bar->setValue(int(double(m_progress->done) / double(total) * barSteps));
}

Exporter::Exporter(QStatusBar &bar)
    : QObject(&bar)
    , m_bar(bar)
{
    m_pool.setMaxThreadCount(2);
}

Exporter::~Exporter()
{
    for (const auto &progress : m_all)
        progress->cancelled = true;
    m_pool.waitForDone();
}

void Exporter::start(const SaveFormat &format, const QString &path)
{
    auto progress = std::make_shared<SaveProgress>();
    m_all.push_back(progress);
    auto *shown = new ExportBar(path, progress, &m_bar);
    m_bar.insertPermanentWidget(0, shown);
    shown->hide(); // until it has taken a moment
    save(format, path, progress, m_pool)
        .then(this, [this, path, progress, shown](const Result<void> &done) {
            std::erase(m_all, progress);
            m_bar.removeWidget(shown);
            shown->deleteLater();
            if (done)
                Q_EMIT saved(path);
            else if (done.error().code == ErrorCode::Cancelled)
                Q_EMIT cancelled(path);
            else
                Q_EMIT failed(done.error());
            if (m_all.empty())
                Q_EMIT idle();
        });
}

} // namespace touchstone::ide
