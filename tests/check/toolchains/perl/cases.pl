# The action "cases" for Perl: what resources/toolchains/python/cases.py does for Python.
use strict;
use warnings;
use JSON::PP;

my $json = JSON::PP->new->canonical->allow_nonref->ascii;
my $request = do { local $/; $json->decode(<STDIN>) };
open(my $channel, '>&=', 3) or die "no channel: $!";
$channel->autoflush(1);

sub tell_of { print {$channel} "$request->{nonce} " . $json->encode($_[0]) . "\n"; }

sub value_of {
    my ($step) = @_;
    no strict 'refs';
    return &{"main::$step->{call}"}(@{$step->{args} // []}) if defined $step->{call};
    my $value = eval("package main; no strict; " . ($step->{expr} // $step->{do}));
    die $@ if $@;
    return $value;
}

tell_of({event => 'ready'});
unless (defined do "./$request->{file}") {
    tell_of({event => 'load-failed', raised => ['Error'], message => "" . ($@ || $!)}) and exit 0 if $@ || $!;
}
tell_of({event => 'loaded'});
for my $case (@{$request->{cases}}) {
    my %head = (case => $case->{index});
    tell_of({%head, event => 'begin'});
    my $number = 0;
    for my $step (@{$case->{steps}}) {
        my $value = eval { value_of($step) };
        my $record = {%head, step => $number++};
        if ($@) { $record->{raised} = ['Error']; $record->{message} = "$@"; }
        elsif (!defined $step->{do}) { $record->{value} = $value; }
        tell_of($record);
    }
    tell_of({%head, event => 'end'});
}
