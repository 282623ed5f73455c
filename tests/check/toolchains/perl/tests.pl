# The action "test" for Perl: runs each file and writes what it printed in TAP as JUnit XML.
use strict;
use warnings;

open(my $report, '>', '.report.xml') or die "no report: $!";
print {$report} "<testsuites>\n";
for my $file (@ARGV) {
    for (`perl $file`) {
        my ($not, $name) = /^(not )?ok \d+ - (.*)/ or next;
        print {$report} "<testcase classname=\"$file\" name=\"$name\">" . ($not ? '<failure/>' : '') . "</testcase>\n";
    }
}
print {$report} "</testsuites>\n";
