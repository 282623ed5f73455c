#include "coveragecheck.h"
#include "mutantscheck.h"
#include "stablecheck.h"
#include "testkind.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class TestPlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.kinds.push_back(std::make_unique<touchstone::TestKind>());
        contributions.checks.push_back(std::make_unique<touchstone::CoverageCheck>());
        contributions.checks.push_back(std::make_unique<touchstone::MutantsCheck>());
        contributions.checks.push_back(std::make_unique<touchstone::StableCheck>());
        return contributions;
    }
};

#include "plugin.moc"
