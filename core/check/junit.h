#pragma once

#include "core/base/json.h"

#include <vector>

namespace touchstone {

enum class TestStatus { Passed, Failed, Error, Skipped };
QString testStatusName(TestStatus status); ///< "passed", "failed", "error", "skipped"

/// One executed test.
struct TestResult {
    QString id; ///< names of the suites around it, its class and its name: "tests.test_a.T::test_b"
    TestStatus status = TestStatus::Passed;
    double seconds = 0.0;
    QString message; ///< why it failed, at most 4,000 characters
    bool operator==(const TestResult &) const = default;
};

/// Reads a JUnit XML report (the form that pytest, Surefire, CTest and others write; the root is
/// testsuites or testsuite). An id that comes twice gets " (2)", " (3)" behind it. BadInput where
/// it is not well-formed, breaks off, or holds more than 100,000 tests.
Result<std::vector<TestResult>> parseJUnit(const QByteArray &xml);

Json toJson(const std::vector<TestResult> &tests);
std::vector<TestResult> testResultsFromJson(const Json &json);

} // namespace touchstone
