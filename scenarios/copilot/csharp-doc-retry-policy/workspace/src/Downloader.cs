using System;
using System.Net;

namespace Net
{
    /// <summary>Fetches texts, and tries again where the network is at fault.</summary>
    public class Downloader
    {
        private readonly RetryPolicy policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(200));

        public string Fetch(Uri address)
        {
            return policy.Run(attempt => new WebClient().DownloadString(address), problem => problem is WebException);
        }
    }
}
