using System.Globalization;

namespace ModelArts.Sdk.Authentication.Caching;

/// <summary>Reads the times that IAM and the metadata service write, such as <c>2019-02-13T06:52:13.855000Z</c>.</summary>
internal static class Lifetime
{
    private static readonly TimeSpan Max = TimeSpan.FromDays(30);

    /// <summary>
    /// How long something is valid from now on. Both clocks are asked, and the shorter answer counts: that of this machine may be
    /// hours off, and a token must not be taken for one that has ended, nor be kept beyond its end, because of that.
    /// </summary>
    /// <param name="expiresAt">When it ends.</param>
    /// <param name="issuedAt">When it was issued, by the clock of the issuer; <see langword="null"/> where that is not known.</param>
    /// <param name="now">The time of this machine.</param>
    public static TimeSpan Of(DateTimeOffset expiresAt, DateTimeOffset? issuedAt, DateTimeOffset now)
    {
        TimeSpan here = expiresAt - now;
        TimeSpan there = issuedAt is { } issued ? expiresAt - issued : TimeSpan.Zero;
        TimeSpan lifetime = here <= TimeSpan.Zero ? there
            : there <= TimeSpan.Zero || here < there ? here
            : there;
        return lifetime < TimeSpan.Zero ? TimeSpan.Zero : lifetime > Max ? Max : lifetime;
    }

    /// <summary>Reads a time in whatever culture the program runs; without a zone it is UTC.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time)
            ? time
            : null;
}
