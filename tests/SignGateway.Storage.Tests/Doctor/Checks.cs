using SignGateway.Doctor;

namespace SignGateway.Storage.Tests.Doctor;

/// <summary>Runs one of the storage's checks as the examination does.</summary>
internal static class Checks
{
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(this StorageUnderTest storage, string check)
    {
        var examine = new Examine(storage.Get<IEnumerable<IDoctorCheck>>().Where(candidate => candidate.Name == check), TimeProvider.System);
        var parts = new List<CheckedPart>();
        await foreach (var part in examine.ExecuteAsync([], TestContext.Current.CancellationToken))
            parts.Add(part);
        return parts.Single().Findings;
    }

    public static Finding Only(this IReadOnlyList<Finding> findings, string code) => Assert.Single(findings, finding => finding.Code == code);

    public static void HaveNoSecret(this IReadOnlyList<Finding> findings, string secret) =>
        Assert.All(findings, finding => Assert.DoesNotContain(secret, finding.ToString(), StringComparison.Ordinal));
}
