#include "app/ide/languages.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtCore/QFutureWatcher>

using namespace Qt::StringLiterals;

namespace touchstone::ide {
namespace {

using SharedRepository = std::shared_ptr<KSyntaxHighlighting::Repository>;

/// Has no use for the colours: a language is read when something is to be coloured.
class Reading : public KSyntaxHighlighting::AbstractHighlighter {
public:
    void read(const KSyntaxHighlighting::Definition &definition)
    {
        setDefinition(definition);
        highlightLine(u"text", KSyntaxHighlighting::State());
    }

protected:
    void applyFormat(int, int, const KSyntaxHighlighting::Format &) override { }
};

QFuture<SharedRepository> &prepared()
{
    static QFuture<SharedRepository> future;
    return future;
}

} // namespace

KSyntaxHighlighting::Repository &languages()
{
    static const SharedRepository repository = prepared().isValid()
        ? prepared().result()
        : std::make_shared<KSyntaxHighlighting::Repository>();
    return *repository;
}

bool areLanguagesBeingRead(QObject *context, const std::function<void()> &after)
{
    if (!prepared().isValid() || prepared().isFinished())
        return false;
    auto *watcher = new QFutureWatcher<SharedRepository>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, after] {
        watcher->deleteLater();
        after();
    });
    watcher->setFuture(prepared());
    return true;
}

void prepareLanguages()
{
    prepared() = QtConcurrent::run([home = QCoreApplication::instance()->thread()] {
        auto repository = std::make_shared<KSyntaxHighlighting::Repository>();
        Reading().read(repository->definitionForFileName(u"message.md"_s));
        repository->moveToThread(home);
        return repository;
    });
}

} // namespace touchstone::ide
