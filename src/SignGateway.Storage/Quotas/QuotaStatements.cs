using SignGateway.Storage.Ledger;
using SignGateway.Uploads.Quotas;

namespace SignGateway.Storage.Quotas;

/// <summary>The SQL of quotas, in words that SQLite and PostgreSQL share. They leave the conditions of the partial indexes as they are written there.</summary>
internal static class QuotaStatements
{
    /// <summary>What comes before a statement that asks <c>used</c>: what the owner has under the profile, all seen at one instant.</summary>
    public const string Used =
        """
        WITH pending AS (
            SELECT COUNT(*) AS grants, COALESCE(SUM(COALESCE(reserved_count, 1)), 0) AS files,
                COALESCE(SUM(COALESCE(reserved_bytes, size, @UnknownBytes)), 0) AS bytes, MIN(expires_at) AS next_end
            FROM uploads WHERE owner = @QuotaOwner AND profile = @QuotaProfile AND state IN ('issued', 'prefix') AND expires_at > @QuotaNow),
        loose AS (
            SELECT COUNT(*) AS files, COALESCE(SUM(size), 0) AS bytes
            FROM uploads WHERE owner = @QuotaOwner AND profile = @QuotaProfile AND state = 'stored' AND counted = 0),
        used AS (
            SELECT pending.grants AS grants, pending.files + loose.files + COALESCE(quota_sums.files, 0) AS files,
                pending.bytes + loose.bytes + COALESCE(quota_sums.bytes, 0) AS bytes, pending.next_end AS next_end
            FROM pending CROSS JOIN loose LEFT JOIN quota_sums ON quota_sums.owner = @QuotaOwner AND quota_sums.profile = @QuotaProfile)

        """;

    /// <summary>The condition that what is asked for fits.</summary>
    public const string Fits = "used.grants + @AskedGrants <= @MaxGrants AND used.files + @AskedFiles <= @MaxFiles AND used.bytes + @AskedBytes <= @MaxBytes";

    public const string Use =
        $"{Used}SELECT CAST(grants AS BIGINT) AS Pending, CAST(files AS BIGINT) AS Count, CAST(bytes AS BIGINT) AS Bytes, CAST(next_end AS BIGINT) AS NextEnd FROM used;";

    // Also keeps others who count for this owner waiting, on every database.
    public const string BeginSum =
        """
        INSERT INTO quota_sums (owner, profile, files, bytes) VALUES (@QuotaOwner, @QuotaProfile, 0, 0)
        ON CONFLICT (owner, profile) DO UPDATE SET files = quota_sums.files;
        """;

    public const string Add = "UPDATE quota_sums SET files = files + @Files, bytes = bytes + @Bytes WHERE owner = @QuotaOwner AND profile = @QuotaProfile;";

    /// <summary>Finds stored uploads that are not in the sum; <paramref name="lockSql"/> passes over what others are changing.</summary>
    public static string FindLoose(string lockSql) =>
        $"SELECT id AS Id, size AS Size FROM uploads WHERE owner = @QuotaOwner AND profile = @QuotaProfile AND state = 'stored' AND counted = 0 LIMIT @Limit {lockSql};";

    /// <summary>Marks them.</summary>
    public static string Count(string condition) => $"UPDATE uploads SET counted = 1 WHERE {condition};";

    /// <summary>Whose quota it is.</summary>
    public static LedgerParameters Of(LedgerParameters parameters, string owner, string profile) =>
        parameters.Text("@QuotaOwner", owner).Text("@QuotaProfile", profile);

    /// <summary>Whose quota it is, and when.</summary>
    public static LedgerParameters Of(LedgerParameters parameters, string owner, UploadQuota quota, DateTimeOffset now) =>
        Of(parameters, owner, quota.Profile).Number("@QuotaNow", now.ToUnixTimeMilliseconds()).Number("@UnknownBytes", quota.UnknownBytes);
}
