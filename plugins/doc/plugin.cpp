#include "codeunchangedcheck.h"
#include "doccheck.h"
#include "dockind.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class DocPlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.kinds.push_back(std::make_unique<touchstone::DocKind>());
        contributions.checks.push_back(std::make_unique<touchstone::CodeUnchangedCheck>());
        contributions.checks.push_back(std::make_unique<touchstone::DocCheck>());
        return contributions;
    }
};

#include "plugin.moc"
