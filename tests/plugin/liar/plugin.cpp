// A plugin that does not keep its word: the registry has to name it and go on.
#include "core/plugin/plugin.h"

#include <QtCore/QObject>

class LiarPlugin : public QObject, public touchstone::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TouchstonePluginIid FILE "plugin.json")
    Q_INTERFACES(touchstone::Plugin)

public:
    touchstone::Contributions contribute() override { return {}; }
};

#include "plugin.moc"
