throw new Error('routing should be left to a package');
