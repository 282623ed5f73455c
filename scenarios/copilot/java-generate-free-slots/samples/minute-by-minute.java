        if (least < 1) {
            throw new IllegalArgumentException("least: " + least);
        }
        boolean[] busy = new boolean[hours.length()];
        for (Interval appointment : taken) {
            for (int at = appointment.start(); at < appointment.end(); ++at) {
                if (at >= hours.start() && at < hours.end()) {
                    busy[at - hours.start()] = true;
                }
            }
        }
        List<Interval> free = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at <= busy.length; ++at) {
            if (at == busy.length || busy[at]) {
                if (at - begin >= least) {
                    free.add(new Interval(hours.start() + begin, hours.start() + at));
                }
                begin = at + 1;
            }
        }
        return free;