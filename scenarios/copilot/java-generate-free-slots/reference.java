        if (least < 1) {
            throw new IllegalArgumentException("a slot has at least one minute");
        }
        List<Interval> free = new ArrayList<>();
        int from = hours.start();
        for (Interval appointment : appointments()) {
            if (appointment.length() == 0) {
                continue;
            }
            int until = Math.min(appointment.start(), hours.end());
            if (until - from >= least) {
                free.add(new Interval(from, until));
            }
            from = Math.max(from, appointment.end());
        }
        if (hours.end() - from >= least) {
            free.add(new Interval(from, hours.end()));
        }
        return free;