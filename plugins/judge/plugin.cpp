#include "judgecheck.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class JudgePlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.checks.push_back(std::make_unique<touchstone::JudgeCheck>());
        return contributions;
    }
};

#include "plugin.moc"
