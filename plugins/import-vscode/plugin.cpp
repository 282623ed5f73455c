#include "vscodeimporter.h"

#include "core/plugin/plugin.h"

#include <QtCore/QObject>

namespace touchstone {

class VSCodePlugin : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)
public:
    Contributions contribute() override
    {
        Contributions contributions;
        contributions.importers.push_back(std::make_unique<VSCodeImporter>());
        return contributions;
    }
};

} // namespace touchstone

#include "plugin.moc"
