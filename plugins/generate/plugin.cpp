#include "generatekind.h"
#include "signaturecheck.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class GeneratePlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override
    {
        touchstone::Contributions contributions;
        contributions.kinds.push_back(std::make_unique<touchstone::GenerateKind>());
        contributions.checks.push_back(std::make_unique<touchstone::SignatureCheck>());
        return contributions;
    }
};

#include "plugin.moc"
