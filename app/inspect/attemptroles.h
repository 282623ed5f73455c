#pragma once

#include <QtCore/Qt>

namespace touchstone::inspect {

/// What the models of runs say besides Qt's own roles.
enum AttemptRole {
    AttemptIdRole = Qt::UserRole + 1,
    ToneRole, ///< "good", "bad", "warn", "neutral": colour of the text; empty: plain
    RateRole, ///< double 0..1: shade of a matrix' cell; invalid: none
    FilterRole, ///< a filter term that asks for just this
};

} // namespace touchstone::inspect
