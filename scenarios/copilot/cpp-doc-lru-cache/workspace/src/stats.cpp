#include "cache/stats.h"

namespace cache {

double Stats::hitRate() const
{
    const long all = m_hits + m_misses;
    return all == 0 ? 1.0 : double(m_hits) / double(all);
}

} // namespace cache
