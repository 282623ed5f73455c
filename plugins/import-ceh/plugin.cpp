#include "cehimporter.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

namespace touchstone {

class CehPlugin : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)
public:
    Contributions contribute() override
    {
        Contributions contributions;
        contributions.importers.push_back(std::make_unique<CehImporter>());
        return contributions;
    }
};

} // namespace touchstone

#include "plugin.moc"
