using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using SignGateway.Profiles;

namespace SignGateway.Doctor;

/// <summary>Runs every check, one after the other; none takes longer than its share, and none keeps the next from running.</summary>
public sealed class Examine
{
    // A probe upload waits for OSS to call back, which gives up after 5 seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IDoctorCheck> _checks;
    private readonly TimeProvider _time;

    /// <summary>Takes the checks that are registered.</summary>
    public Examine(IEnumerable<IDoctorCheck> checks, TimeProvider time)
    {
        _checks = [.. checks.OrderBy(check => check.Order)];
        _time = time;
    }

    /// <summary>Tells of each part as soon as it was looked at.</summary>
    /// <param name="profiles">The profiles that are asked about.</param>
    /// <param name="cancellationToken">Ends the examination.</param>
    public async IAsyncEnumerable<CheckedPart> ExecuteAsync(IReadOnlyList<Profile> profiles, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in _checks)
        {
            var begun = _time.GetTimestamp();
            var findings = await ExamineAsync(check, profiles, cancellationToken);
            yield return new CheckedPart(check.Name, findings, _time.GetElapsedTime(begun));
        }
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(IDoctorCheck check, IReadOnlyList<Profile> profiles, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await check.ExamineAsync(profiles, either.Token);
        }
        catch (OptionsValidationException)
        {
            return [Finding.Skipped("configuration_invalid", $"{check.Name} is not looked at, since settings that it needs are wrong.")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Fault("check_timeout", $"The look at {check.Name} had not ended after {Patience.TotalSeconds} seconds.", "See whether what it asks answers at all: a firewall that drops packets looks like this.")];
        }
    }
}
