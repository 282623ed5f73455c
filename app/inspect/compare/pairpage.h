#pragma once

#include "app/ide/document.h"
#include "app/inspect/compare/comparereading.h"

namespace touchstone::ide {
class Settings;
} // namespace touchstone::ide

namespace touchstone::inspect {

class PairView;

/// Any two attempts beside each other, of one run or of two:
/// touchstone:pair#a=FILE&attemptA=ID&b=FILE&attemptB=ID.
class PairPage : public ide::Document {
    Q_OBJECT

public:
    PairPage(ide::Settings &settings, const ide::Location &location, QWidget *parent = nullptr);

    static bool isFor(const ide::Location &location);
    /// Of two locations of attempts.
    static ide::Location locationOf(const ide::Location &a, const ide::Location &b);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] ide::Location location() const override { return m_location; }
    [[nodiscard]] bool shows(const ide::Location &location) const override
    {
        return location == m_location;
    }
    [[nodiscard]] std::vector<ide::SaveFormat> saveFormats() override
    {
        return {ide::pictureFormat(tr("PNG picture of this page"), *this)};
    }
    [[nodiscard]] PairView &pair() { return *m_pair; }

private:
    void openSide(bool isA);

    ide::Location m_location;
    PairView *m_pair;
};

} // namespace touchstone::inspect
