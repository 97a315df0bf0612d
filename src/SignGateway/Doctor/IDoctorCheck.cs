using SignGateway.Profiles;

namespace SignGateway.Doctor;

/// <summary>One part of the surroundings that the doctor looks at. A port: storage has checks of its own, and an application that embeds the gateway may add some.</summary>
public interface IDoctorCheck
{
    /// <summary>What is looked at, in a word or two, such as <c>clock</c>.</summary>
    string Name { get; }

    /// <summary>Where it stands among the checks: what others depend on has the lower number.</summary>
    int Order { get; }

    /// <summary>Looks. What is wrong is a finding, not an exception.</summary>
    /// <param name="profiles">The profiles that are asked about.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<IReadOnlyList<Finding>> ExamineAsync(IReadOnlyList<Profile> profiles, CancellationToken cancellationToken);
}
