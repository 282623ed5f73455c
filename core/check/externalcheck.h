#pragma once

#include "core/check/check.h"

namespace touchstone {

/// A check in a program of its own, in any language: it is started in the sandbox on the judged
/// files, gets one JSON-RPC 2.0 request on a line of stdin, and answers with one on stdout.
///   -> {"jsonrpc": "2.0", "id": 1, "method": "check/run", "params": {
///        "scenario": {"id", "kind", "language", "instruction", "target": {"file", "symbol"}},
///        "parameters": {...}, "answer": "...", "tampered": [paths]}}
///   <- {"jsonrpc": "2.0", "id": 1, "result": {"status": "passed" | "failed", "score": 0..1,
///   "reason": "...",
///        "measures": {name: number}, "evidence": [{"kind", "title", "data"}]}}
/// Parameters: command (argv; its own files are laid over the workspace by the check's `files`),
/// parameters (handed on as they are). It fails as a tool: without an answer the verdict is an
/// error, not a failure. It shares its sandbox with the judged files: where it runs them, it must
/// not let them write to its stdout.
class ExternalCheck : public Check {
public:
    [[nodiscard]] QString type() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isRepeatable() const override { return false; }
    [[nodiscard]] Result<Verdict> run(const CheckInput &input,
                                      CheckContext &context) const override;
};

} // namespace touchstone
