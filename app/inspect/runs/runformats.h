#pragma once

#include "app/ide/saving.h"

class QHeaderView;

namespace touchstone::inspect {

class AttemptsModel;
class MatrixModel;

/// The attempts of a table as CSV, with the columns that its header shows, in their order.
/// GUI thread.
ide::Writer attemptsCsv(const AttemptsModel &model, const QHeaderView &header);
/// The matrix as CSV. GUI thread.
ide::Writer matrixCsv(const MatrixModel &model);

} // namespace touchstone::inspect
